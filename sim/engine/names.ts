/** Names for containers that were given none: an adjective and somebody who found something out. */
const ADJECTIVES =
  "admiring agitated amazing bold brave busy charming clever cool dazzling determined eager elegant epic fervent focused friendly gallant gifted happy hopeful infallible jolly keen kind laughing loving lucid magical modest nice nifty nostalgic optimistic peaceful pensive quirky relaxed serene sharp silly sleepy stoic sweet tender trusting upbeat vibrant vigilant wizardly wonderful youthful zealous zen".split(
    " ",
  );
const PEOPLE =
  "archimedes babbage bell blackwell bohr bose cerf curie darwin dijkstra easley einstein elion euclid euler faraday fermat fermi franklin galileo gauss goldberg goodall hamilton hawking hertz hopper hugle hypatia jang jennings kalam keller kepler kilby knuth lamarr lamport leakey lovelace maxwell mccarthy mclean meitner mendel mirzakhani newton nobel noether pare pasteur payne perlman pike ramanujan ride ritchie sammet shannon spence stonebraker swartz tesla thompson torvalds turing villani wiles wilson wing wozniak yalow".split(
    " ",
  );

/** One of the names by chance; a digit follows when it is taken too often. */
export function containerName(random: (bound: number) => number, taken: (name: string) => boolean): string {
  for (let attempt = 0; ; attempt++) {
    const name = `${ADJECTIVES[random(ADJECTIVES.length)]}_${PEOPLE[random(PEOPLE.length)]}${attempt > 2 ? random(10) : ""}`;
    if (!taken(name)) return name;
  }
}

/** `bits` / 4 hexadecimal digits. */
export function hexadecimal(random: (bound: number) => number, digits: number): string {
  let text = "";
  while (text.length < digits) text += random(0x10000).toString(16).padStart(4, "0");
  return text.slice(0, digits);
}

/** The id of a container or a network (GenerateRandomID of docker's stringid): the short form of none is a number, which no host could be named by. */
export function objectId(random: (bound: number) => number): string {
  for (;;) {
    const id = hexadecimal(random, 64);
    if (!/^\d{12}/.test(id)) return id;
  }
}
