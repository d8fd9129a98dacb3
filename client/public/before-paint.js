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

  // The documents of the requests below, which the build writes into the page (client/first-requests.plugin.ts).
  var documents = JSON.parse(document.getElementById('first-requests').textContent);
  function ask(name, variables, token) {
    var headers = { 'content-type': 'application/json', 'accept-language': root.lang };
    if (token) headers.authorization = 'Bearer ' + token;
    return fetch((base || '/') + 'graphql', {
      method: 'POST',
      headers: headers,
      body: JSON.stringify({ operationName: name, variables: variables, query: documents[name] }),
      signal: AbortSignal.timeout(30000), // The server's own limit for a request.
    });
  }
  function renew() {
    return ask('RefreshSession');
  }
  // The session is renewed while the code loads; auth/session/refresh-session.ts takes the answer. It has its turn among the
  // tabs, as in auth/session/in-turn.ts.
  window.rollcallRenewal = navigator.locks ? navigator.locks.request(prefix + 'session', renew) : renew();
  window.rollcallRenewal.catch(function () {}); // It is asked for again.

  // So is what the page shows first; lib/server/first-answer.ts takes it.
  function askFirst(renewal) {
    var entry = renewal.data && renewal.data.entry;
    var viewer = entry && entry.viewer;
    if (!viewer || viewer.permissions.indexOf('USERS_READ') < 0) return undefined;
    var name = path === 'home' ? 'Home' : 'Users';
    var variables = name === 'Home' ? {} : listOf(viewer);
    return ask(name, variables, entry.accessToken).then(function (response) {
      var body = response.json().catch(function () {
        return {}; // It is asked for again.
      });
      return { viewerId: viewer.id, name: name, variables: variables, at: performance.now(), body: body };
    });
  }
  // As users/list/useUserLists.ts asks for the list that most people begin with.
  function listOf(viewer) {
    var variables = {
      orderBy: { field: 'CREATED_AT', direction: 'DESC' },
      first: 100,
      withSide: true,
      timeZone: viewer.timeZone || Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    var isDismissed = (stored('startDismissed') || '').indexOf(viewer.id) >= 0;
    if (viewer.permissions.indexOf('USERS_WRITE') >= 0 && !isDismissed) variables.withStart = true;
    return variables;
  }
  if (root.dataset.shell !== 'entry' && /^(users|home)?$/.test(path) && !location.search) {
    window.rollcallFirst = window.rollcallRenewal
      .then(function (response) {
        return response.clone().json();
      })
      .then(askFirst)
      .catch(function () {}); // It is asked for again.
  }

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
