/** People, teams, authorities and delegations: who there is, who stands in for whom, and who may decide how much. */
package dev.countersign.queue.directory;
