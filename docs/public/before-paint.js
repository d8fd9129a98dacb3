// Runs before the first paint, from a file of its own because the Content-Security-Policy refuses inline scripts. VitePress
// reads the same names.
(function () {
  // Where the site is: below the path of PUBLIC_URL, which the build does not know.
  window.__VP_SITE_ROOT__ = new URL('.', document.currentScript.src).href;
  var preference = 'auto';
  try {
    preference = localStorage.getItem('vitepress-theme-appearance') || 'auto';
  } catch {
    // Storage may be forbidden.
  }
  var system = matchMedia('(prefers-color-scheme: dark)').matches;
  var root = document.documentElement;
  root.classList.toggle('dark', preference === 'dark' || (preference === 'auto' && system));
  root.classList.toggle('mac', /Mac|iPhone|iPod|iPad/i.test(navigator.platform));
})();
