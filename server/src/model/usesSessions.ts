import type { LaravelApp } from '../build/laravelApps';
import type { Certainty } from './certainty';

/** Packages whose pages live on sessions. */
const SESSION_PACKAGES =
  /^(livewire\/|filament\/|inertiajs\/|laravel\/(fortify|breeze|jetstream|nova|ui|socialite|telescope|horizon|pulse)$|backpack\/|tightenco\/ziggy$|statamic\/|orchid\/|tcg\/voyager$|encore\/laravel-admin$|wire-elements\/|robsontenorio\/mary$)/;

const SIGNS: ReadonlySet<string> = new Set(['web-routes', 'stateful-api', 'session-use', 'session-driver']);

/**
 * Whether an app uses sessions. An API with tokens never starts one; but only an app whose code is in the workspace can
 * show that it has none, so without code sessions are assumed.
 */
export function usesSessions(app: LaravelApp | undefined): Certainty | 'no' {
  if (!app || !app.hasCode) return 'likely';
  if (app.facts.some(({ kind }) => SIGNS.has(kind))) return 'certain';
  const packages = app.composer?.requirements.filter(({ dev }) => !dev) ?? [];
  if (packages.some(({ name }) => SESSION_PACKAGES.test(name))) return 'certain';
  return app.composer ? 'no' : 'likely';
}
