// The JSON schema of .laravel-k8s.yaml, out of the shape that its reader follows. The extension gives it to editors.

const LEVELS = ['off', 'information', 'warning', 'error'];

/** `shape` is SETTINGS_SHAPE of server/src/analysis/settingsShape.ts, `rules` the registry of rules. */
export function settingsSchema(shape, rules) {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Laravel K8s',
    description:
      'What .laravel-k8s.yaml in the folder that is checked may say. docs/settings.md explains it.',
    definitions: { level: { enum: LEVELS }, rules: rulesSchema(rules) },
    ...schemaOf(shape),
    // A file of comments only is no mistake.
    type: ['object', 'null'],
  };
}

function rulesSchema(rules) {
  return {
    type: ['object', 'null'],
    additionalProperties: false,
    properties: Object.fromEntries(
      rules.map(({ id, docs, severity, optIn }) => [
        id,
        {
          allOf: [{ $ref: '#/definitions/level' }],
          default: optIn ? 'off' : severity,
          description: docs.problem.replace(/\s*\n\s*/g, ' '),
        },
      ]),
    ),
  };
}

function schemaOf(shape) {
  switch (shape.kind) {
    case 'rules':
      return { $ref: '#/definitions/rules' };
    case 'text':
      // A number or a boolean that is written where a name is expected is taken for its text.
      return { type: ['string', 'number', 'boolean'] };
    case 'list':
      return { type: ['array', 'null'], items: schemaOf(shape.of) };
    case 'either':
      return { anyOf: [schemaOf(shape.text), schemaOf(shape.map)] };
    case 'map': {
      const required = Object.keys(shape.keys).filter((key) => shape.keys[key].required);
      return {
        type: required.length > 0 ? 'object' : ['object', 'null'],
        additionalProperties: false,
        ...(required.length > 0 && { required }),
        properties: Object.fromEntries(
          Object.entries(shape.keys).map(([key, { doc, shape: of }]) => [key, described(of, doc)]),
        ),
      };
    }
    default:
      throw new Error(`The schema knows no shape "${shape.kind}".`);
  }
}

/** What stands beside a reference does not count in draft 7, so the reference goes into a list of its own. */
function described(shape, doc) {
  const schema = schemaOf(shape);
  return { description: doc, ...(schema.$ref ? { allOf: [schema] } : schema) };
}
