// What a field of a form said when its page came. Others fetch this with their own version: `import('./fields.js' + …search)`.
const isTicked = (field) => field.type === 'checkbox' || field.type === 'radio';
const kept = (select) => ([...select.options].find((option) => option.defaultSelected) ?? select.options[0])?.value ?? '';

export function isChanged(field) {
  if (isTicked(field)) return field.checked !== field.defaultChecked;
  return field.value !== (field.tagName === 'SELECT' ? kept(field) : field.defaultValue);
}

/** Takes back what was changed. */
export function restore(field) {
  if (isTicked(field)) field.checked = field.defaultChecked;
  else field.value = field.tagName === 'SELECT' ? kept(field) : field.defaultValue;
}
