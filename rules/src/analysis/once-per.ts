/** The same function, whose answer for an object is worked out once. */
export function oncePer<Key extends object, Answer>(
  answer: (key: Key) => Answer,
): (key: Key) => Answer {
  const known = new WeakMap<Key, { readonly answer: Answer }>();
  return (key) => {
    let found = known.get(key);
    if (!found) {
      found = { answer: answer(key) };
      known.set(key, found);
    }
    return found.answer;
  };
}
