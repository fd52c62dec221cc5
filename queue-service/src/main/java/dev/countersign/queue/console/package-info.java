/** What a browser needs besides the data: who is signed in, a way in and out, and protection from other sites. */
package dev.countersign.queue.console;
