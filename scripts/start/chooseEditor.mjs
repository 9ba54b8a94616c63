/**
 * Which editor `npm start` opens: `desktop` is the VS Code of this machine, by its command `code`; `browser` is a VS Code
 * that serves itself to a browser; `none` where nobody sits who could look at one.
 * `machine`: {terminal (whether input and output are one), environment, platform, code (the path of `code`, if any)}.
 */
export function chooseEditor({ terminal, environment, platform, code }) {
  if (!terminal || isSet(environment.CI)) return 'none';
  return code && reachesDesktop(environment, platform) ? 'desktop' : 'browser';
}

/**
 * In a terminal of a remote VS Code `code` speaks to the window that is open there, which takes no extension under
 * development. Without a display a window on Linux would open nowhere; under WSL it opens in Windows.
 */
function reachesDesktop(environment, platform) {
  if (isSet(environment.VSCODE_IPC_HOOK_CLI)) return false;
  if (platform !== 'linux') return true;
  return ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME'].some((name) => isSet(environment[name]));
}

/** As CI systems and the tools around them have it: `CI=false` means that there is none. */
function isSet(value) {
  return value !== undefined && value !== '' && value !== 'false';
}
