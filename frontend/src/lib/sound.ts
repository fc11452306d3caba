export type Tone = keyof typeof TONES;

export interface Chime {
  /** False while the browser still wants a first touch: show a "turn sound on" button. */
  readonly play: (tone: Tone) => boolean;
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
const PARTIALS = [
  { times: 1, loudness: 0.5 },
  { times: 2, loudness: 0.12 },
  { times: 3, loudness: 0.04 },
];
const GESTURES = ['pointerup', 'keydown'] as const;

function ring(context: AudioContext, out: AudioNode, { ringS, notes }: (typeof TONES)[Tone]): void {
  for (const { hertz, atS } of notes) {
    const startS = context.currentTime + 0.02 + atS;
    for (const { times, loudness } of PARTIALS) {
      const tone = context.createOscillator();
      const swell = context.createGain();
      tone.frequency.value = hertz * times;
      swell.gain.setValueAtTime(0.0001, startS);
      swell.gain.exponentialRampToValueAtTime(loudness, startS + 0.015);
      swell.gain.exponentialRampToValueAtTime(0.0001, startS + ringS / times);
      tone.connect(swell).connect(out);
      tone.start(startS);
      tone.stop(startS + ringS);
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
    play: (tone) => {
      if (!context || !out || context.state !== 'running') return false;
      ring(context, out, TONES[tone]);
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
