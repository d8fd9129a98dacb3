/** The length that lists of commits show in full. */
const MOST = 72;

/** Imperatives that end like another form of a verb. */
const IMPERATIVES = new Set([
  ...['access', 'address', 'bypass', 'compress', 'cross', 'discuss', 'dismiss', 'express', 'focus', 'guess'],
  ...['pass', 'press', 'process', 'stress', 'suppress', 'embed', 'exceed', 'feed', 'need', 'proceed', 'seed'],
  ...['shed', 'speed', 'bring', 'ping', 'string'],
]);

/**
 * The faults of a commit message, as sentences.
 * @param {string} message
 */
export function messageFaults(message) {
  const [subject = '', second = ''] = message.split('\n');
  // Git writes these itself, with the subject of another commit in it.
  if (/^(?:Revert|Reapply) "/.test(subject)) return [];
  const [first = ''] = subject.split(' ');
  const verb = first.toLowerCase();
  const faults = [];
  if (subject.length > MOST) faults.push(`The subject has ${subject.length} characters; at most ${MOST}.`);
  if (/^[a-z]+(?:\([^)]*\))?!?:/.test(subject))
    faults.push('The subject begins with a type; begin with a verb.');
  else if (!/^[A-Z][a-z-]+$/.test(first))
    faults.push('The subject begins with a verb, its first letter large.');
  else if (/(?:ed|ing|s)$/.test(verb) && !IMPERATIVES.has(verb))
    faults.push(
      `The subject says what the change does, as an order: "Add", not "Added" or "Adds". It has "${first}".`,
    );
  if (/[.…]$/.test(subject)) faults.push('The subject ends without a full stop.');
  if (second !== '') faults.push('The second line is empty, and the reasons come after it.');
  return faults;
}
