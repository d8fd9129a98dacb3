// Runs before the first paint, from a file of its own because the Content-Security-Policy refuses inline scripts.
// Sets what would flash if it came later: the colours, the language and the direction. The same rules, with the
// same names, are in src/lib/useColorMode.ts, src/lib/language.ts, src/lib/base-path.ts, src/auth/was-in.ts,
// src/frame/useSideBar.ts and src/users/list/table-layout.ts.
(function () {
  var base = document.documentElement.dataset.base;
  var prefix = base ? 'rollcall:' + base + '.' : 'rollcall.';
  function stored(name) {
    try {
      return localStorage.getItem(prefix + name);
    } catch {
      return null; // Storage may be forbidden.
    }
  }
  var root = document.documentElement;
  var system = matchMedia('(prefers-color-scheme: dark)');
  function paint() {
    var mode = stored('colorMode');
    var dark = mode === 'dark' || (mode !== 'light' && system.matches);
    root.classList.toggle('dark', dark);
    root.classList.toggle('light', !dark);
  }
  paint();
  // Until the code is there, and in time with it afterwards.
  system.addEventListener('change', paint);

  // What index.html draws while the code loads: the page of its address, or the way in where nobody was signed in here.
  var path = location.pathname.slice((base || '/').length);
  var isEntry = /^(sign-in|setup|accept|forgot|reset|confirm-email)$/.test(path);
  if (isEntry || (!stored('wasIn') && path !== 'playground')) root.dataset.shell = 'entry';
  else root.dataset.shell = path === '' || /^users(\/|$)/.test(path) ? 'list' : 'page';
  if (stored('sideBarIsRail') === 'true') root.dataset.shellRail = '';
  try {
    root.dataset.shellRows = JSON.parse(stored('layout') || '{}').density || 'roomy';
  } catch {
    root.dataset.shellRows = 'roomy'; // Another console wrote it.
  }

  var known = 'en de es fr it pl pt-BR tr ru he ar hi ja ko zh-CN'.split(' ');
  var wanted = [stored('language')].concat(navigator.languages || []);
  function languageOf(tag) {
    if (!tag || /^zh-(hant|tw|hk|mo)\b/i.test(tag)) return undefined;
    return known.filter(function (each) {
      return each.split('-')[0] === tag.split('-')[0].toLowerCase();
    })[0];
  }
  root.lang = wanted.map(languageOf).filter(Boolean)[0] || 'en';
  root.dir = root.lang === 'ar' || root.lang === 'he' ? 'rtl' : 'ltr';

  // The session is renewed while the code loads; auth/session/refresh-session.ts takes the answer, and has the same operation. It has
  // its turn among the tabs, as in auth/session/in-turn.ts.
  function renew() {
    return fetch((base || '/') + 'graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': root.lang },
      body: JSON.stringify({
        operationName: 'RefreshSession',
        query:
          'mutation RefreshSession { entry: refreshSession { ...Entry status { needsSetUp sendsMail } } } fragment Viewer on User { id email displayName locale timeZone permissions isUsageCounted } fragment Entry on SignInPayload { viewer { ...Viewer } accessToken expiresAt userErrors { code message path } }',
      }),
    });
  }
  window.rollcallRenewal = navigator.locks ? navigator.locks.request(prefix + 'session', renew) : renew();
  window.rollcallRenewal.catch(function () {}); // It is asked for again.

  // The console's code and the texts, at the same time as the code that all pages share (client/preload.plugin.ts).
  document.querySelectorAll('link[data-preload]').forEach(function (named) {
    if (root.dataset.shell === 'entry' && named.dataset.wayIn === undefined) return;
    if (named.dataset.preload !== 'any' && named.dataset.preload !== root.lang) return;
    var link = document.createElement('link');
    link.rel = 'modulepreload';
    link.crossOrigin = '';
    link.href = named.href;
    document.head.append(link);
  });
})();
