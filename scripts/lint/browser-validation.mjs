/**
 * Rules against the browsers' own form validation. Browsers refuse other input than the server (an address with ë before the @,
 * text of many astral letters), and show messages in their own language, in a bubble that no test sees.
 */
const message =
  'The browser would check this by rules of its own: use ui/form/EmailInput.vue or type="text" with inputmode, and novalidate on forms.';

const CONTROL = 'VElement[name=/^(input|textarea|select|uinput|utextarea|uselect|uselectmenu)$/]';
const KINDS = '/^(email|url|number)$/';
const LIMITS = '/^(required|pattern|minlength|maxlength)$/';

/** For `vue/no-restricted-syntax`. */
export const templateChecks = [
  `VAttribute[directive=false][key.name='type'] > VLiteral[value=${KINDS}]`,
  `VAttribute[directive=true][key.argument.name='type'] Literal[value=${KINDS}]`,
  `${CONTROL} > VStartTag > VAttribute[directive=false][key.name=${LIMITS}]`,
  `${CONTROL} > VStartTag > VAttribute[directive=true][key.argument.name=${LIMITS}]`,
  "VElement[name=/^u?form$/] > VStartTag:not(:has(VAttribute[key.name='novalidate']))",
].map((selector) => ({ selector, message }));

/** For `no-restricted-syntax`, in the client: attributes that a script sets on an input. */
export const scriptChecks = [
  { selector: `Property[key.name='type'] > Literal[value=/^(email|url)$/]`, message },
];
