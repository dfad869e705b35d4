/**
 * Makes an element. Text is only ever set as text.
 *
 * @param {string} tag with classes, as `li.card.new`
 * @param {Record<string, any>} [attributes] `on…` are listeners
 * @param {...(Node | string | null | undefined)} children
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  element.classList.add(...classes);
  set(element, attributes);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  set(element, attributes);
  element.append(...children);
  return element;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (typeof value === 'boolean') element.toggleAttribute(name, value);
    else if (value !== undefined) element.setAttribute(name, value);
  }
}

/** Sets the text of an element that has only text, if it differs: an equal text would cost a layout. */
export function setText(element, text) {
  const node = element.firstChild;
  if (!node) element.append(text);
  else if (node.data !== text) node.data = text;
}

export const byId = (id) => document.getElementById(id);

/** Whether things may move. Asked each time: people change their minds. */
export const mayMove = () => !matchMedia('(prefers-reduced-motion: reduce)').matches;
