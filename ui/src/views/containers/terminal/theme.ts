import type { ITheme } from '@xterm/xterm';

/** The colours of a terminal, from the window's own, so that each can be read on its ground. They are read where `element` is. */
export function themeOf(element: Element): ITheme {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const dark = document.documentElement.classList.contains('dark');
  const ink = of('ink');
  const blue = dark ? '#8fb8ff' : '#2563c4';
  return {
    background: style.backgroundColor,
    foreground: ink,
    cursor: of('accent'),
    cursorAccent: of('accent-ink'),
    selectionBackground: dark ? '#2c5a64' : '#b5dfe5',
    selectionInactiveBackground: dark ? '#2b3a44' : '#dce3e8',
    black: dark ? '#4a5864' : ink,
    red: of('danger'),
    green: of('ok'),
    yellow: of('warn'),
    blue,
    magenta: of('pause'),
    cyan: of('accent'),
    white: dark ? of('ink-2') : '#8a97a2',
    brightBlack: of('ink-3'),
    brightRed: dark ? '#ff9d9d' : '#d63a3a',
    brightGreen: dark ? '#8be09c' : '#2f9149',
    brightYellow: dark ? '#f3cb78' : '#a87200',
    brightBlue: dark ? '#b0cdff' : '#3c79d8',
    brightMagenta: dark ? '#cdb1ef' : '#8457c0',
    brightCyan: dark ? '#7fdbe7' : '#0e8ca3',
    brightWhite: dark ? '#ffffff' : '#5d6a76',
  };
}
