// @ts-check
/** The phone's own voices for a language, and how one of them says a line. */

import { inSilence } from "./film.js";
/** @typedef {import("./film.js").Utter} Utter */

const SPOKEN = /** @type {Record<string, string[]>} */ ({ nb: ["nb", "no"], nn: ["nn", "nb", "no"], en: ["en"] });
const PATIENCE_MS = 8_000; // a voice that never says that it is done is not waited for

/**
 * The nearest first; a voice that lies on the phone before one that needs coverage.
 * @param {readonly {lang: string, localService: boolean}[]} voices
 * @param {string} language
 * @returns {any[]}
 */
export function fitting(voices, language) {
  const wanted = SPOKEN[language] ?? [language];
  const rank = (/** @type {{lang: string}} */ { lang }) => wanted.indexOf(lang.toLowerCase().split(/[-_]/)[0] ?? "");
  return voices.filter((voice) => rank(voice) >= 0)
    .sort((a, b) => rank(a) - rank(b) || Number(b.localService) - Number(a.localService));
}

/** Told again when the phone has found more of them. @param {string} language @param {(voices: SpeechSynthesisVoice[]) => void} tell */
export function voices(language, tell) {
  const engine = globalThis.speechSynthesis;
  if (!engine) return tell([]);
  const look = () => tell(fitting(engine.getVoices(), language));
  engine.addEventListener?.("voiceschanged", look);
  look();
}

/** @param {SpeechSynthesisVoice | null} voice null: without sound @returns {Utter} */
export function said(voice) {
  if (!voice) return inSilence;
  return (line, speed, done) => {
    const spoken = new SpeechSynthesisUtterance(line.text);
    spoken.voice = voice;
    spoken.lang = voice.lang;
    spoken.rate = speed;
    let quiet = () => {};
    const late = setTimeout(done, (3 * line.ms) / speed + PATIENCE_MS);
    spoken.onend = done;
    spoken.onerror = ({ error }) => {
      if (error !== "canceled" && error !== "interrupted") quiet = inSilence(line, speed, done);
    };
    speechSynthesis.cancel();
    speechSynthesis.speak(spoken);
    return () => {
      clearTimeout(late);
      quiet();
      speechSynthesis.cancel();
    };
  };
}
