// A transform of jscodeshift that does nothing but parse each file.
module.exports = (file, { jscodeshift }) => {
  jscodeshift(file.source);
  return undefined;
};
module.exports.parser = 'tsx';
