/** Starts the page. */
import "@xterm/xterm/css/xterm.css";
import "./style/page.css";
import type { Lesson } from "../lessons/schema.ts";
import type { LessonText } from "../lessons/text.ts";
import { createSimulator } from "../sim/simulator.ts";
import { registerOffline } from "./offline/register.ts";
import { type Page, startPage } from "./page/page.ts";
import { recall } from "./preferences.ts";
import { type Language, preferredLanguage } from "./text/language.ts";
import { Speech } from "./text/speech.ts";

declare global {
  interface Window {
    /** For the console and for tests: what the page is made of. */
    netnone?: Page;
  }
}

const LESSON = "none-walkthrough";
const lessons = import.meta.glob<{ readonly default: Lesson }>("../lessons/*/lesson.yaml");
const texts = import.meta.glob<{ readonly default: LessonText }>("../lessons/*/*.md");

async function load<T>(modules: Record<string, () => Promise<{ readonly default: T }>>, path: string): Promise<T> {
  const module = modules[path];
  if (!module) throw new Error(`${path} is missing`);
  return (await module()).default;
}

async function start(root: HTMLElement): Promise<void> {
  const language = recall("language", ["en", "zh"]) ?? preferredLanguage(navigator.languages);
  const [speech, lesson] = await Promise.all([
    Speech.start(language),
    load(lessons, `../lessons/${LESSON}/lesson.yaml`),
  ]);
  const loadText = (wanted: Language): Promise<LessonText> => load(texts, `../lessons/${LESSON}/${wanted}.md`);
  try {
    window.netnone = await startPage({ root, speech, lesson, loadText, create: createSimulator, seed: 1 });
  } catch (error) {
    root.textContent = speech.say("loadError", { message: error instanceof Error ? error.message : String(error) });
    throw error;
  }
  if (await registerOffline()) document.documentElement.dataset.offline = "ready";
}

const root = document.getElementById("app");
if (root) void start(root);
