/** Asks after a pause, and shows only the answer to what was asked last: an older one that comes late is dropped. */

interface LatestDep<Question, Answer> {
  readonly ask: (question: Question) => Promise<Answer>;
  readonly shown: (answer: Answer, question: Question) => void;
  /** A defect: the answer to the newest question never came. */
  readonly failed: (cause: unknown) => void;
  /** Returns how to call it off. */
  readonly schedule: (delayMs: number, task: () => void) => () => void;
}

export interface Latest<Question> {
  readonly ask: (question: Question, delayMs: number) => void;
  readonly close: () => void;
}

export function makeLatest<Question, Answer>(dep: LatestDep<Question, Answer>): Latest<Question> {
  let newest = 0;
  let callOff: () => void = () => undefined;
  return {
    ask: (question, delayMs) => {
      callOff();
      newest += 1;
      const number = newest;
      callOff = dep.schedule(delayMs, () => {
        dep.ask(question).then(
          (answer) => number === newest && dep.shown(answer, question),
          (cause: unknown) => number === newest && dep.failed(cause),
        );
      });
    },
    close: () => {
      callOff();
      newest += 1;
    },
  };
}
