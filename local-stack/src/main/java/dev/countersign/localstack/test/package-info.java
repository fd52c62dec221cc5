/** What tests of the services stand on: a shared stack, a fresh database, fresh topics, bearer tokens. */
package dev.countersign.localstack.test;
