const TEST =
  /(?:^|\/)(?:__tests__|__mocks__|tests?|e2e|integration-tests)\/|[.-](?:test|spec|servertest)\.[cm]?[jt]sx?$/;

/** Whether a file belongs to tests, by its name. */
export function isTest(file: string): boolean {
  return TEST.test(file);
}
