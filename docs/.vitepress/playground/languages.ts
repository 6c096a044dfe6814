/** What code can be written in, by the ending of its file. */
export const LANGUAGES = {
  ts: 'TypeScript',
  tsx: 'TSX',
  js: 'JavaScript',
  cjs: 'CommonJS',
} as const;

export type Language = keyof typeof LANGUAGES;

/** Code that is to be examined. */
export interface Code {
  readonly text: string;
  readonly language: Language;
}

export function isLanguage(name: string): name is Language {
  return Object.hasOwn(LANGUAGES, name);
}
