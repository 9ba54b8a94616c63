import type { RuleDocs } from '../rule';

export const rwoVolumeWithReplicasDocs: RuleDocs = {
  problem: 'Several pods of a web workload mount one claim that only one node (or one pod) can use.',
  why: `A ReadWriteOnce volume is attached to one node. Pods that are scheduled to another one wait for ever with \`Multi-Attach error\`
or \`volume node affinity conflict\`, so that scaling out and rollouts get stuck; with ReadWriteOncePod every second pod waits. What the app keeps there (sessions,
uploads) is shared only while all pods happen to sit on one node.`,
  remedy: `Use a storage class with ReadWriteMany (NFS, CephFS, EFS, Azure Files …), keep sessions in Redis and uploads in object storage,
or run one pod.`,
  silent: `Silent for the claim templates of a StatefulSet, for claims that are not in the repository, and when the access mode is not known.
Information when the pods are bound to one node on purpose (\`nodeName\`, a host name in \`nodeSelector\`, required affinity).`,
};
