const FATAL: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Does something before a signal ends the process, which it then does as if
 * nobody had listened. Where the program listens itself, only it does: there
 * is nothing to see for libraries that count the listeners of a signal.
 */
export function beforeFatalSignal(work: () => void): void {
  for (const signal of FATAL) {
    const end = (): void => {
      work();
      stop();
      process.kill(process.pid, signal);
    };
    const isOther = (name: string | symbol, listener: unknown): boolean =>
      name === signal && listener !== end;
    // Not before it is there: without any listener Node lets go of the signal.
    const giveWay = (name: string | symbol, listener: unknown): void => {
      if (!isOther(name, listener)) return;
      queueMicrotask(() => {
        if (process.listenerCount(signal) > 1) {
          process.removeListener(signal, end);
        }
      });
    };
    const ifAlone = (name: string | symbol, listener: unknown): void => {
      if (isOther(name, listener) && process.listenerCount(signal) === 0) {
        process.on(signal, end);
      }
    };
    const stop = (): void => {
      process.removeListener('removeListener', ifAlone);
      process.removeListener(signal, end);
    };
    process.on('newListener', giveWay);
    process.on('removeListener', ifAlone);
    process.on(signal, end);
  }
}
