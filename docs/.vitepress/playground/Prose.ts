import { type FunctionalComponent, h } from 'vue';

/** A sentence in which code stands between backticks. */
export const Prose: FunctionalComponent<{ text: string }> = ({ text }) =>
  text
    .split(/`([^`]*)`/)
    .map((part, at) => (at % 2 === 1 ? h('code', part) : part));
