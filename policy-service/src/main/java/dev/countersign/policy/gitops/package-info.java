/**
 * Policies as files of a folder that somebody else keeps in step with Git. A file is published when it has changed since it was last
 * handled, and never to undo what a person published by hand.
 */
package dev.countersign.policy.gitops;
