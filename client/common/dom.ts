/** The element with this id, or an error that names it: pages and scripts are written together. */
export function byId<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`this page has no element with the id "${id}"`);
  return element as T;
}

type Attributes = Record<string, string | number | boolean | EventListener | undefined>;

/**
 * A new element with attributes and children. `on…` attributes are listeners; `true` is a bare attribute;
 * `false` and `undefined` are left out. Text is always set as text, never as markup.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2).toLowerCase(), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}
