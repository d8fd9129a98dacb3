// What Node 22 brought and Rollcall or its packages ask for, where a machine has Node 20. First in every program, as modules
// may ask while they are loaded; a newer Node reads none of it.
if (!('isSubsetOf' in Set.prototype)) await import('./older-node.polyfills.js');
