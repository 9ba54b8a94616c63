/** What `--help` prints. */
export const HELP = `laravel-k8s: finds what breaks Laravel sessions on Kubernetes.

Usage:
  laravel-k8s check [DIR…]      say what is wrong, file by file
  laravel-k8s inspect [DIR…]    say what really happens to sessions, workload by workload
  laravel-k8s render STACK [DIR]
                                print what a stack applies, each value with its origin
  laravel-k8s explain RULE      say what a rule is about, and the way out
  laravel-k8s rules             list all rules, a line each

Without DIR, the current folder is read.

What is printed:
  --format text|json|sarif|github|gitlab|junit|markdown
                                the form of the report; text by default ("inspect": text or json)
  --output FORMAT=FILE          write a report to a file, too; may be given several times
  --compare FILE                say in the Markdown report what is new and what is gone since FILE,
                                the output of an earlier --format json

When "check" fails:
  --fail-on error|warning|information
                                exit with 1 from this severity on; error by default
  --max-warnings N              exit with 1 when there are more than N warnings

What "check" leaves out:
  --baseline FILE               do not show or count the findings that FILE records
  --update-baseline             record the findings that there are, in FILE or .laravel-k8s-baseline.json

What "check" changes:
  --fix                         apply the fixes that are safe to apply unseen, then report what remains
  --fix-rule RULE               apply the preferred fix of this rule, too; may be given several times
  --dry-run                     with --fix: print a diff and write nothing

  -h, --help                    print this text
  -V, --version                 print the version

Exit codes: 0 clean · 1 findings · 2 wrong usage or unreadable input · 3 internal error

Nothing in a folder is ever executed or fetched, and no secret value is printed.
`;
