import { MediaQuery } from 'svelte/reactivity';
import { locale, localeOf } from '../i18n/locale.svelte';
import type { Backend } from '../ipc/backend';
import type { Language, Shell, System, Theme } from '../ipc/bindings';

/** What the reader chose, and what follows from it together with the system. */
export class Settings {
  language = $state<Language>('system');
  theme = $state<Theme>('system');
  powershell = $state<boolean | null>(null);
  /** True after a choice that could not be stored. */
  unkept = $state(false);
  system = $state.raw<System>({ os: 'linux', locale: 'en', textFamily: null });

  #prefersDark = new MediaQuery('(prefers-color-scheme: dark)');

  readonly dark = $derived(this.theme === 'dark' || (this.theme === 'system' && this.#prefersDark.current));
  readonly shell: Shell = $derived((this.powershell ?? this.system.os === 'windows') ? 'powerShell' : 'posix');

  constructor(private readonly backend: Backend) {}

  /** Takes both; a window that is not told them still opens, with the defaults. */
  load() {
    const begun = this.backend.beginning();
    this.system = begun?.system ?? { os: 'linux', locale: navigator.language, textFamily: null };
    this.language = begun?.settings.language ?? 'system';
    this.theme = begun?.settings.theme ?? 'system';
    this.powershell = begun?.settings.powershell ?? null;
    this.#speak();
  }

  choose(chosen: { language?: Language; theme?: Theme; powershell?: boolean }) {
    if (chosen.language !== undefined) this.language = chosen.language;
    if (chosen.theme !== undefined) this.theme = chosen.theme;
    if (chosen.powershell !== undefined) this.powershell = chosen.powershell;
    this.#speak();
    const kept = { language: this.language, theme: this.theme, powershell: this.powershell };
    void this.backend.setSettings(kept).then((answer) => {
      this.unkept = answer.status === 'error';
    });
  }

  #speak() {
    locale.set(this.language === 'system' ? localeOf(this.system.locale) : this.language);
  }
}
