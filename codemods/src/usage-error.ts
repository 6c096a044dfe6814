/** A command that cannot be carried out as it was given. Its message is for the user; there is no stack to show. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
