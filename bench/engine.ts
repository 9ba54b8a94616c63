// The parts of the engine that are measured without a protocol around them.
export { analyse } from '../server/src/analysis/analyse';
export { parseYaml } from '../server/src/formats/yaml/parseYaml';
export { diskHost } from '../server/src/host/diskHost';
