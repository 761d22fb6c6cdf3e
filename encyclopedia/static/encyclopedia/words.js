// The words of the desk's scripts, in the language that the page speaks: a script asks by the English ones.
(() => {
  'use strict';
  let told;

  // Say the words with values in the places of {names}; what nobody translated is said in English.
  globalThis.inWords = (english, values = {}) => {
    told ??= JSON.parse(document.getElementById('desk-words')?.textContent || '{}');
    return (told[english] || english).replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));
  };
})();
