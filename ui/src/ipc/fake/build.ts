/** A made-up build, as BuildKit would tell of it. */
import type { BuildProgress, BuildStep } from '../bindings';

export const DOCKERFILE = `# A small web application in two stages
FROM maven:3.9 AS build
WORKDIR /src
COPY pom.xml .
RUN mvn dependency:go-offline
COPY src src
RUN mvn package \\
    -DskipTests

FROM eclipse-temurin:21-jre
COPY --from=build /src/target/app.jar /app.jar
ENTRYPOINT ["java", "-jar", "/app.jar"]
`;

export function step(order: number, instruction: string, more: Partial<BuildStep> = {}): BuildStep {
  return {
    id: `step-${order}`,
    order,
    name: instruction,
    instruction,
    stage: null,
    internal: false,
    line: null,
    status: 'waiting',
    started: null,
    durationMs: null,
    transfers: [],
    error: null,
    inputs: [],
    ...more,
  };
}

export function progress(more: Partial<BuildProgress>): BuildProgress {
  return { dockerfile: null, contextSent: null, steps: [], log: [], logSkipped: [], warnings: [], ...more };
}

/** What a build says at each turn, and how it ends. */
export function buildTurns(fails: boolean): BuildProgress[] {
  const done = { status: 'done', durationMs: 400 } as const;
  const cached = { status: 'cached', durationMs: 0 } as const;
  const build = (order: number, text: string, line: number, more: Partial<BuildStep> = {}) =>
    step(order, text, { stage: 'build', line, name: `[build ${order - 2}/6] ${text}`, ...more });
  const final = (order: number, text: string, line: number, more: Partial<BuildStep> = {}) =>
    step(order, text, { stage: 'stage-1', line, name: `[stage-1 ${order - 8}/3] ${text}`, ...more });
  const out = (texts: string[], stderr = false) => texts.map((text) => ({ step: 'step-7', stderr, text }));
  const turns = [
    progress({
      dockerfile: DOCKERFILE,
      contextSent: 18_400,
      steps: [
        step(1, 'load build definition from Dockerfile', { internal: true, status: 'done', durationMs: 32 }),
        step(2, 'load build context', { internal: true, status: 'running' }),
        build(3, 'FROM maven:3.9', 2, {
          status: 'running',
          transfers: [
            { name: 'sha256:4f4fb700ef54', current: 12_000_000, total: 74_800_000, done: false },
            { name: 'sha256:a1b2c3d4e5f6', current: 1_240, total: 1_240, done: true },
          ],
        }),
        build(4, 'COPY pom.xml .', 4),
        build(5, 'RUN mvn dependency:go-offline', 5),
        build(6, 'COPY src src', 6),
        build(7, 'RUN mvn package -DskipTests', 7),
        final(9, 'FROM eclipse-temurin:21-jre', 10),
        final(10, 'COPY --from=build /src/target/app.jar /app.jar', 11),
      ],
    }),
    progress({
      contextSent: 84_210,
      steps: [
        step(2, 'load build context', { internal: true, ...done }),
        build(3, 'FROM maven:3.9', 2, { ...done, durationMs: 4_200 }),
        build(4, 'COPY pom.xml .', 4, cached),
        build(5, 'RUN mvn dependency:go-offline', 5, cached),
        build(6, 'COPY src src', 6, { ...done, durationMs: 120 }),
        build(7, 'RUN mvn package -DskipTests', 7, { status: 'running' }),
        final(9, 'FROM eclipse-temurin:21-jre', 10, { ...done, durationMs: 2_100 }),
      ],
      log: out([
        '[\u001b[1;34mINFO\u001b[m] Scanning for projects...',
        '[INFO] Building leafy-backend 1.0.1',
        '[INFO] --- compiler:3.13.0:compile (default-compile) @ leafy-backend ---',
      ]),
      warnings: [{ text: 'FROM keyword case: write AS in capitals (FromAsCasing)', line: 2 }],
    }),
    progress({ log: out(['[INFO] Compiling 84 source files with javac [release 21]']) }),
  ];
  if (fails) {
    turns.push(
      progress({
        log: [
          ...out(
            ['[ERROR] COMPILATION ERROR :', '[ERROR] /src/src/main/java/App.java:[12,9] cannot find symbol'],
            true,
          ),
          ...out(['[INFO] BUILD FAILURE', '[INFO] Total time:  18.204 s']),
        ],
        steps: [
          build(7, 'RUN mvn package -DskipTests', 7, {
            status: 'failed',
            durationMs: 18_300,
            error: 'process "/bin/sh -c mvn package -DskipTests" did not complete successfully: exit code: 1',
          }),
          final(10, 'COPY --from=build /src/target/app.jar /app.jar', 11, { status: 'cancelled' }),
        ],
      }),
    );
  } else {
    turns.push(
      progress({
        log: out(['[INFO] BUILD SUCCESS']),
        steps: [
          build(7, 'RUN mvn package -DskipTests', 7, { ...done, durationMs: 18_300 }),
          final(10, 'COPY --from=build /src/target/app.jar /app.jar', 11, { ...done, durationMs: 90 }),
          step(12, 'exporting to image', { internal: true, ...done }),
        ],
      }),
    );
  }
  return turns;
}
