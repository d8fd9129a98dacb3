/** In characters of the message. */
const MAX_LENGTH = 400;

/** Replaces removed words. */
const TAKEN_OUT = '…';

/**
 * The words of the error messages of V8, SpiderMonkey and JavaScriptCore, of the browsers' interfaces, and of the console's libraries,
 * in lower case.
 */
const WORDS = new Set(
  `a abort aborted access after again allowed already an and any append apollo are argument arguments array as assign assignment
   async at attribute available bad be because been before bigint binding buffer by call called can can't cannot canceled
   cancelled chain child circular class clone cloned closed component computed configurable connection console const constant
   constructor context convert converting copy could create css cyclic data deep define defined delete denied dependency
   destructure detached detail document does doesn't dynamically element empty end error errors evaluating event exceeded
   execute expected expression extensible failed failure fetch field file find for found fragment from frozen function
   generator get getter global graphql group had handler has have hook host id if import imported in index infinite initialization
   inject injection insert inside instance instanceof integer interface internal invalid invariant is isn't it item iterable
   iterator its json key large leave length lexical link list load loaded loader loading locale lookbehind loop map match max
   maximum memory message method missing module more most must mutation name nan native navigation need network new no node
   nodes non-finite non-object none not nothing null number object observer of on only operand operation or out outside param
   parameter parent parse pattern pending permission plugin position preload private promise prop properties property
   prototype provided proxy query quota range react reactive read reading readonly recursion recursive redirect reduce
   redefine ref reference refused regexp register regular rejected rejection remove removed render rendering request
   required reserved resizeobserver resolve resource response return right route router runtime schema script security select
   selector server set setter setting setup shadow should size slot slots spread stack state storage store stream strict
   string structure subscription super support supported symbol syntax syntaxerror tag target task template than that the
   then this throw thrown time timeout to token too transaction transition trap try type typed unable undefined unexpected
   unhandled unique unknown unreachable unsupported update url use used using valid value variable version view vnode vue was watch
   watcher when which while window with without worker write writable wrong xml you`.split(/\s+/),
);

/**
 * The words of a message that belong to the vocabulary of error messages. Engines put values into their messages, as
 * `JSON.parse` does with the text that it read, and a value may be somebody's data. No pattern finds all of them, so the list
 * has the words that are kept, not those that are removed. The stack shows what the message then lacks.
 */
export function vocabularyOf(message: string): string {
  const words =
    message
      .slice(0, MAX_LENGTH)
      .toLowerCase()
      .match(/[^\s()[\]{}"“”`,:;!?]+/g) ?? [];
  return words
    .map((word) => word.replace(/\.$/, ''))
    .map((word) => (WORDS.has(word) ? word : TAKEN_OUT))
    .filter((word, index, all) => word !== TAKEN_OUT || all[index - 1] !== TAKEN_OUT)
    .join(' ');
}
