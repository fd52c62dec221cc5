package dev.countersign.queue.directory;

/**
 * One thing wrong with a directory.
 *
 * @param pointer where, as an RFC 6901 JSON Pointer into the document
 * @param line where in the text, counted from 1
 * @param sentence what is wrong
 */
public record DirectoryError(String pointer, int line, String sentence) {}
