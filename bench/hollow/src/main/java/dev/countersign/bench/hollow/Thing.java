package dev.countersign.bench.hollow;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Hibernate starts where there is something to keep. */
@Entity
public class Thing {

    @Id
    public long id;
}
