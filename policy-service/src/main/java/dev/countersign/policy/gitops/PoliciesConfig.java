package dev.countersign.policy.gitops;

import dev.countersign.policy.publication.SecondPerson;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Policies as files. */
@ConfigMapping(prefix = "countersign.policies")
public interface PoliciesConfig {

    /** The folder, such as a mounted ConfigMap; its {@code .yaml}, {@code .yml} and {@code .json} files are policies. None: off. */
    Optional<Path> folder();

    /** How often the folder is read. */
    @WithDefault("5s")
    Duration poll();

    /** Who a version from a file is published by. */
    @WithDefault("gitops")
    String publisher();

    /**
     * Where the second person of a file that loosens comes from: {@code required}, somebody agrees here; {@code in-git}, whoever
     * merged it has asked somebody, and Countersign does not know whom.
     */
    @WithDefault("required")
    SecondPerson secondPerson();
}
