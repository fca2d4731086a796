/** The language spoken now: texts that are bound to it change with it. */
import type { Words } from "./en.ts";
import { fillIn, LANGUAGES, type Language, loadWords } from "./language.ts";

export class Speech {
  #language: Language;
  #words: Words;
  readonly #bindings: (() => void)[] = [];

  private constructor(language: Language, words: Words) {
    this.#language = language;
    this.#words = words;
  }

  static async start(language: Language): Promise<Speech> {
    return new Speech(language, await loadWords(language));
  }

  get language(): Language {
    return this.#language;
  }

  /** For the `lang` attribute. */
  get tag(): string {
    return LANGUAGES.find(({ code }) => code === this.#language)?.tag ?? this.#language;
  }

  say(key: keyof Words, values: Readonly<Record<string, string | number>> = {}): string {
    return fillIn(this.#words[key], values);
  }

  /** For keys made of something else's names, of which only some have words. */
  sayIfKnown(key: string): string | undefined {
    return Object.entries(this.#words).find(([known]) => known === key)?.[1];
  }

  /** Runs now and after every change of language. */
  bind(update: () => void): void {
    this.#bindings.push(update);
    update();
  }

  /** A text that changes with the language. */
  text(key: keyof Words): Text {
    const node = document.createTextNode("");
    this.bind(() => {
      node.data = this.say(key);
    });
    return node;
  }

  /** An attribute that changes with the language. */
  attribute<T extends Element>(node: T, name: string, key: keyof Words): T {
    this.bind(() => node.setAttribute(name, this.say(key)));
    return node;
  }

  async switchTo(language: Language): Promise<void> {
    const words = await loadWords(language);
    this.#language = language;
    this.#words = words;
    for (const update of this.#bindings) update();
  }
}
