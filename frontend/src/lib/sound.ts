export type Tone = keyof typeof TONES;
/** How a tone sounds; the shop chooses. */
export type Voice = keyof typeof VOICES;

export interface Chime {
  /** False while the browser still wants a first touch: show a "turn sound on" button. */
  readonly play: (tone: Tone, voice: Voice) => boolean;
  /** From 0 to 1. */
  readonly setVolume: (volume: number) => void;
  readonly isUnlocked: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  readonly close: () => void;
}

/** Soft bell notes, each with its octave: heard through talk, not an alarm. */
const TONES = {
  /** A falling third. */
  order: {
    ringS: 0.9,
    notes: [
      { hertz: 880, atS: 0 },
      { hertz: 698.46, atS: 0.16 },
    ],
  },
  /** The same high note twice, short: a hand on the bell of a counter. */
  call: {
    ringS: 0.45,
    notes: [
      { hertz: 1174.66, atS: 0 },
      { hertz: 1174.66, atS: 0.2 },
    ],
  },
} as const;
interface Partials {
  readonly partials: readonly { readonly times: number; readonly loudness: number }[];
  /** Of the tone's own height and length. */
  readonly pitch: number;
  readonly length: number;
  readonly wave: OscillatorType;
}
const VOICES = {
  bell: {
    pitch: 1,
    length: 1,
    wave: 'sine',
    partials: [
      { times: 1, loudness: 0.5 },
      { times: 2, loudness: 0.12 },
      { times: 3, loudness: 0.04 },
    ],
  },
  /** Higher and longer, with the bright overtones of a glass. */
  chime: {
    pitch: 1.5,
    length: 1.6,
    wave: 'sine',
    partials: [
      { times: 1, loudness: 0.34 },
      { times: 2.76, loudness: 0.12 },
      { times: 5.4, loudness: 0.04 },
    ],
  },
  /** Low, short, dull: knuckles on wood. */
  knock: { pitch: 0.22, length: 0.16, wave: 'triangle', partials: [{ times: 1, loudness: 0.9 }] },
} as const satisfies Record<string, Partials>;
const GESTURES = ['pointerup', 'keydown'] as const;

function ring(context: AudioContext, out: AudioNode, { ringS, notes }: (typeof TONES)[Tone], voice: Partials): void {
  const lengthS = ringS * voice.length;
  for (const { hertz, atS } of notes) {
    const startS = context.currentTime + 0.02 + atS;
    for (const { times, loudness } of voice.partials) {
      const tone = context.createOscillator();
      const swell = context.createGain();
      tone.type = voice.wave;
      tone.frequency.value = hertz * voice.pitch * times;
      swell.gain.setValueAtTime(0.0001, startS);
      swell.gain.exponentialRampToValueAtTime(loudness, startS + 0.015);
      swell.gain.exponentialRampToValueAtTime(0.0001, startS + lengthS / times);
      tone.connect(swell).connect(out);
      tone.start(startS);
      tone.stop(startS + lengthS);
    }
  }
}

/** The sounds of a new order and of a call. Browsers stay silent until the first gesture; listens for it from the moment it is made. */
export function createChime(): Chime {
  let context: AudioContext | null = null;
  let out: GainNode | null = null;
  let loudness = 0.8;
  const listeners = new Set<() => void>();
  const isUnlocked = () => context?.state === 'running';
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const unlock = () => {
    if (typeof AudioContext === 'undefined') return;
    if (!context) {
      context = new AudioContext();
      context.onstatechange = tell;
      out = context.createGain();
      out.gain.value = loudness;
      out.connect(context.destination);
    }
    // Stays suspended where the gesture does not count yet; the next one tries again.
    if (context.state !== 'running') void context.resume().catch(() => undefined);
  };
  for (const gesture of GESTURES) window.addEventListener(gesture, unlock, { capture: true });
  return {
    play: (tone, voice) => {
      if (!context || !out || context.state !== 'running') return false;
      ring(context, out, TONES[tone], VOICES[voice]);
      return true;
    },
    setVolume: (volume) => {
      loudness = Math.min(1, Math.max(0, volume));
      if (out) out.gain.value = loudness;
    },
    isUnlocked,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      for (const gesture of GESTURES) window.removeEventListener(gesture, unlock, { capture: true });
      void context?.close();
    },
  };
}
