/** Puts the page together: one session, and everything that shows it. */

import type { Config } from "../../core/model/config.ts";
import type { LinkId, NetnsId } from "../../core/model/id.ts";
import type { Hop } from "../../core/trace.ts";
import { Progress } from "../../lessons/progress.ts";
import type { Lesson } from "../../lessons/schema.ts";
import type { LessonText } from "../../lessons/text.ts";
import type { Simulator } from "../../sim/simulator.ts";
import { PageClock } from "../clock.ts";
import { html } from "../element.ts";
import { type Journey, Journeys } from "../journey/journey.ts";
import { JourneyList } from "../journey/journey-list.ts";
import { LessonPanel } from "../lesson/lesson-panel.ts";
import { lessonScene } from "../lesson/lesson-scene.ts";
import { makeLegend } from "../picture/legend.ts";
import { PicturePanel } from "../picture/picture-panel.ts";
import { Traffic } from "../picture/traffic.ts";
import { recall, remember } from "../preferences.ts";
import { type CreateSimulator, Session } from "../session.ts";
import { Terminals } from "../terminal/terminals.ts";
import type { Language } from "../text/language.ts";
import type { Speech } from "../text/speech.ts";
import { makeTick } from "../tick.ts";
import { makeHeader } from "./header.ts";
import { StateTables } from "./state-tables.ts";

export interface PageOptions {
  readonly root: HTMLElement;
  readonly speech: Speech;
  readonly lesson: Lesson;
  loadText(language: Language): Promise<LessonText>;
  readonly create: CreateSimulator;
  readonly seed: number;
}

export interface Page {
  readonly session: Session;
  readonly terminals: Terminals;
  readonly progress: Progress;
}

/** Builds the page in `root` and starts its world. */
export async function startPage(options: PageOptions): Promise<Page> {
  const { root, speech, lesson, create, seed } = options;
  const stillness = matchMedia("(prefers-reduced-motion: reduce)");
  const reducedMotion = (): boolean => stillness.matches;
  const clock = new PageClock();
  const progress = new Progress(lesson);
  const journeys = new Journeys({
    place: (netns) => placeName(session.simulator, netns),
    device: (link) => session.simulator.config().links[link]?.name,
  });
  const notice = html("p", { class: "notice", role: "status" });
  let noticeTimer: ReturnType<typeof setTimeout> | undefined;
  const notify = (words: string): void => {
    notice.textContent = words;
    notice.classList.add("shown");
    if (noticeTimer !== undefined) clearTimeout(noticeTimer);
    noticeTimer = setTimeout(() => notice.classList.remove("shown"), 3500);
  };

  const picturePanel = new PicturePanel({
    simulator: () => session.simulator,
    clock,
    speech,
    reducedMotion,
    onSelect: (netns) => stateTables.reveal(netns),
    onStep: () => {
      const underWay = release !== undefined;
      if (underWay) letTravel = true;
      clock.step(session.simulator.runtime().nowMicros, underWay);
    },
  });
  let release: (() => void) | undefined;
  /** While time is paused: a step has set packets going, and they may arrive. */
  let letTravel = false;
  const traffic = new Traffic({
    picture: picturePanel.picture,
    rate: () => (clock.paused && !clock.stepping && !letTravel ? 0 : clock.speed),
    reducedMotion,
    neighbors: (link) => neighborsOf(session.simulator.config(), link),
    onBusy: (busy) => {
      if (busy) release ??= clock.hold();
      else {
        release?.();
        release = undefined;
        letTravel = false;
      }
    },
    dropWord: (reason) => speech.say("journeyDropped", { reason }),
  });
  const stateTables = new StateTables(speech);
  const journeyList = new JourneyList({
    journeys,
    speech,
    onHighlight: (links) => picturePanel.picture.highlight(links),
    onShowAgain: (journey: Journey) => {
      traffic.clear();
      for (const { hop } of journey.hops) traffic.add(hop);
    },
  });
  const screenReader = recall("screen-reader", ["on", "off"]) === "on";
  const terminals = new Terminals({
    session: () => session,
    speech,
    screenReader,
    gate: () => (reducedMotion() ? undefined : traffic.settled()),
  });
  const lessonPanel = new LessonPanel({
    progress,
    speech,
    run: (terminal, line) => terminals.run(terminal, line),
    terminalName: (terminal) =>
      speech.say("inTerminal", {
        terminal: terminal === "host" || terminal === "container" ? speech.say(terminal) : terminal,
      }),
  });

  let drawing = false;
  const draw = (): void => {
    if (drawing) return;
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      if (session.replaying) return;
      const scene = picturePanel.update();
      if (scene) stateTables.render(scene, session.simulator.config(), session.simulator.runtime());
      header.setUndo(session.lastCommand !== undefined);
    });
  };
  let looking = false;
  let lookAgain = false;
  const look = async (): Promise<void> => {
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    do {
      lookAgain = false;
      const fresh = await progress.look(lessonScene(session.simulator), session.commandCount);
      if (fresh.length > 0) {
        lessonPanel.render(true);
        lessonPanel.announce(fresh.map((step) => step.id));
      }
    } while (lookAgain);
    looking = false;
  };

  /**
   * Something has been printed, sent or changed since the last look. Shells inside containers do not say when they are
   * back at their prompt, but they print it.
   */
  let stirred = false;
  const onHop = (hop: Hop): void => {
    stirred = true;
    const journey = journeys.add(hop);
    if (!journey || session.replaying) return;
    if (journey.kind !== "multicast" && clock.stepping) {
      letTravel = true;
      clock.packetSeen(hop.atMicros);
    }
    traffic.add(hop);
    journeyList.update();
    draw();
  };
  const session: Session = new Session({
    create,
    world: lesson.world,
    seed,
    clock,
    tick: makeTick(),
    listener: {
      output: (terminal, data) => {
        stirred = true;
        terminals.output(terminal, data);
      },
      cleared: (terminal) => terminals.clear(terminal),
      ended: (terminal) => terminals.ended(terminal),
      changed: () => {
        stirred = true;
        draw();
      },
      settled: () => void look(),
      replaced: (simulator) => {
        traffic.clear();
        journeys.clear();
        simulator.onHop(onHop);
      },
    },
  });
  const header = makeHeader({
    speech,
    onUndo: () => {
      void session.undo().then((line) => {
        if (line === undefined) {
          notify(speech.say("nothingToUndo"));
          return;
        }
        progress.takeBack(session.commandCount);
        lessonPanel.takeBack(line);
        lessonPanel.render(true);
        journeyList.render();
        notify(speech.say("undone", { line }));
      });
    },
    onReset: () => {
      progress.reset();
      lessonPanel.reset();
      void session.reset().then(() => {
        lessonPanel.render(true);
        journeyList.render();
        notify(speech.say("resetDone"));
      });
    },
    onLanguage: (language) => {
      remember("language", language);
      void speech.switchTo(language);
    },
    screenReader,
    onScreenReader: (on) => {
      remember("screen-reader", on ? "on" : "off");
      terminals.setScreenReader(on);
    },
  });

  const jump = (target: string, key: "lesson" | "picture" | "packets"): HTMLElement =>
    html("a", { href: `#${target}`, class: "jump" }, speech.text(key));
  const jumps = html(
    "nav",
    { class: "jumps" },
    jump("lesson", "lesson"),
    jump("picture", "picture"),
    jump("packets", "packets"),
  );
  speech.attribute(jumps, "aria-label", "sections");
  root.replaceChildren(
    header.element,
    html(
      "main",
      { class: "workbench" },
      html(
        "div",
        { class: "columns", "data-scroller": "" },
        jumps,
        html("div", { class: "column lesson-column", "data-scroller": "" }, lessonPanel.element),
        html("div", { class: "column picture-column" }, picturePanel.element),
        html("div", { class: "column detail-column" }, journeyList.element, stateTables.element, makeLegend(speech)),
      ),
      terminals.element,
    ),
    notice,
  );
  speech.bind(() => {
    document.documentElement.lang = speech.tag;
    const { language } = speech;
    void options.loadText(language).then((text) => {
      if (language === speech.language) lessonPanel.setText(text);
    });
    draw();
  });
  fitToKeyboard();
  // A reload is a fresh world: nobody should lose one by a slip of the hand.
  window.addEventListener("beforeunload", (event) => {
    if (session.commandCount > 0) event.preventDefault();
  });
  for (const name of lesson.terminals) terminals.add(name);
  session.simulator.onHop(onHop);
  setInterval(() => {
    picturePanel.showTime(session.simulator.runtime().nowMicros);
    draw();
    if (!stirred || session.replaying) return;
    stirred = false;
    void look();
  }, 250);
  draw();
  return { session, terminals, progress };
}

/** Keeps the terminals above a keyboard on the screen; magnified, the page keeps its size. */
function fitToKeyboard(): void {
  const viewport = window.visualViewport;
  viewport?.addEventListener("resize", () => {
    if (viewport.scale !== 1) return;
    document.documentElement.style.setProperty("--viewport", `${viewport.height}px`);
    window.scrollTo(0, 0);
  });
}

function neighborsOf(config: Config, id: LinkId): LinkId[] {
  const link = config.links[id];
  if (!link) return [];
  if (link.kind.type === "bridge") {
    return Object.values(config.links).flatMap((port) => (port.master === id ? [port.id] : []));
  }
  return [...(link.kind.type === "veth" ? [link.kind.peer] : []), ...(link.master === undefined ? [] : [link.master])];
}

function placeName(simulator: Simulator, netns: NetnsId): string {
  const container = simulator.containers().find((candidate) => candidate.netns === netns && candidate.running);
  if (container) return container.id.slice(0, 12);
  const config = simulator.config();
  const host = config.netns[netns]?.host ?? "host";
  const first = Math.min(...Object.values(config.netns).flatMap((each) => (each.host === host ? [each.id] : [])));
  if (first === netns) return host;
  for (const [name, id] of simulator.netnsNames()) if (id === netns) return name;
  return `netns ${netns}`;
}
