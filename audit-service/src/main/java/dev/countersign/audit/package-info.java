/** audit-service: what happened, can you prove it, and is the loop any good? */
package dev.countersign.audit;
