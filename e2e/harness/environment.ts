/** What `cargo xtask` hands over. Missing values are an error, never a reason to skip. */
function given(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set: start these with \`cargo xtask e2e\` or \`cargo xtask tour\``);
  }
  return value;
}

export const environment = {
  /** The window's program, built with its own assets in it. */
  app: () => given('NARU_APP'),
  /** tauri-driver. */
  driver: () => given('NARU_TAURI_DRIVER'),
  /** How to start xtask, for what only the lab can do: a program and its first arguments. */
  xtask: () => JSON.parse(given('NARU_XTASK')) as [string, ...string[]],
  /** Where pictures of failures, or of a tour, go. */
  out: () => given('NARU_OUT'),
  lab: {
    /** The lab's name, for commands about it. */
    name: () => given('NARU_LAB_NAME'),
    /** `unix:///…/docker.sock` */
    dockerHost: () => given('NARU_LAB_DOCKER_HOST'),
    /** The docker CLI that belongs to the lab. */
    docker: () => given('NARU_LAB_DOCKER'),
    /** Its DOCKER_CONFIG folder, with its plugins. */
    dockerConfig: () => given('NARU_LAB_DOCKER_CONFIG'),
    /** Where published ports answer, seen from here. */
    portsHost: () => given('NARU_LAB_PORTS_HOST'),
  },
};
