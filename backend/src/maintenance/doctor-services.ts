import { type Finding, well, wrong } from './doctor-findings.ts';

/** Another machine's service that the settings name, and how to ask it. */
export interface Service {
  readonly what: 'pictures' | 'Redis';
  /** Where it is, without what lets us in. */
  readonly at: string;
  /** Rejects when it does not answer, or will not have us. */
  ask(): Promise<void>;
}

const ACTS: Readonly<Record<Service['what'], string>> = {
  pictures: 'start it, or put the S3_ settings right: until then pictures are neither shown nor taken; orders go on',
  Redis: 'start it, or put REDIS_URL right: until then each instance counts for itself, and screens are up to a second late',
};

/** Asks the services that are not on this machine. */
export const lookAtServices = (services: readonly Service[]): Promise<Finding[]> =>
  Promise.all(
    services.map(async ({ what, at, ask }) => {
      try {
        await ask();
        return well(what, `${at} answers`);
      } catch (error) {
        const reason = error instanceof Error ? (error.cause instanceof Error ? error.cause : error).message : String(error);
        return wrong(what, `${at}: ${reason || 'no answer'}`, ACTS[what]);
      }
    }),
  );
