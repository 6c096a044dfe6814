/** In the place of the codemod's fast parser: the worker holds the one of TypeScript for the rules. */
export const oxcTree = () => undefined;
