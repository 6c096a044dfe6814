import { redact } from '../redact.js';

/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template of HTML; what is put into it is escaped and without passwords, unless it is HTML itself. */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly Value[]
): Html {
  return new Html(
    parts
      .map((part, at) => {
        const value = values[at];
        return value === undefined ? part : part + escaped(value);
      })
      .join(''),
  );
}

/** A sentence in which code stands between backticks. */
export function prose(text: string): readonly Html[] {
  return text
    .split(/`([^`]*)`/)
    .map((part, at) =>
      at % 2 === 1 ? markup`<code>${part}</code>` : markup`${part}`,
    );
}

export const NOTHING = markup``;

function escaped(value: Value): string {
  if (value instanceof Html) return value.text;
  return typeof value === 'object'
    ? value.map(({ text }) => text).join('')
    : redact(String(value)).replace(
        /[&<>"']/g,
        (found) => ENTITIES[found] ?? found,
      );
}
