package dev.countersign.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.countersign.localstack.Service;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A native executable holds only what was said to be needed: nobody here can build one, so that each package is held against what it says.
 * What this cannot see is libraries' own reflection, which their extensions register.
 */
class NativeTest {

    /** Records that a method is given, or makes, which writes or reads only something that they hold. */
    private static final Map<Service, Set<String>> HOLDERS = Map.of(
            Service.POLICY,
            Set.of("dev.countersign.policy.gitops.Claim", "dev.countersign.policy.gitops.PolicyFile"),
            Service.AUDIT,
            Set.of("dev.countersign.audit.escape.EscapeRepository$Kept"));

    @ParameterizedTest
    @EnumSource(Service.class)
    void whatJacksonReadsOrWritesIsRegistered(Service service) {
        NativeNeeds needs = NativeNeeds.of(service);

        assertThat(needs.jackson()).isNotEmpty();
        Set<String> missing = new TreeSet<>(needs.jackson());
        missing.removeAll(needs.registered());
        assertThat(missing)
                .as("read or written by reflection; @RegisterForReflection, or the contracts' metadata, names it")
                .isEqualTo(HOLDERS.getOrDefault(service, Set.of()));
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void everyResourceIsIncluded(Service service) {
        NativeNeeds needs = NativeNeeds.of(service);

        assertThat(needs.resources())
                .as("the package has it, so that something reads it; quarkus.native.resources.includes names it")
                .isNotEmpty()
                .allMatch(needs::includes);
    }

    /** Each would need a list of its own; whoever wants one adds it here, with its list. */
    @ParameterizedTest
    @EnumSource(Service.class)
    void nothingIsFoundByNameAlone(Service service) {
        List<String> calls = NativeNeeds.of(service).calls().stream()
                .filter(call -> isLookUp(call.getTargetOwner(), call.getTarget().getName()))
                .map(JavaCall::getDescription)
                .toList();

        assertThat(calls).isEmpty();
    }

    private static boolean isLookUp(JavaClass owner, String method) {
        return switch (owner.getName()) {
            case "java.util.ServiceLoader" -> method.equals("load");
            case "java.lang.Class" ->
                Set.of("forName", "getDeclaredMethods", "getMethod", "getDeclaredField")
                        .contains(method);
            case "java.lang.reflect.Proxy" -> method.equals("newProxyInstance");
            case "java.util.ResourceBundle" -> method.equals("getBundle");
            case "java.io.ObjectInputStream" -> method.equals("readObject");
            default -> false;
        };
    }
}
