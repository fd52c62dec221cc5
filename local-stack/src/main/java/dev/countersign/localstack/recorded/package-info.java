/** What a real agent once proposed, proposed again. */
package dev.countersign.localstack.recorded;
