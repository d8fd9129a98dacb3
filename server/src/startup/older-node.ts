// Features of Node 22 that Rollcall or its packages need, for machines with Node 20. Imported first in every program, as
// modules may need them while they are loaded. A newer Node loads none of it.
if (!('isSubsetOf' in Set.prototype)) await import('./older-node.polyfills.js');
