package dev.countersign.journeys;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Opens the house for the first test that asks for it, and closes it after the last test of the run. */
final class HouseExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(HouseExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(House.class);
    }

    @Override
    public House resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The session's store closes what is AutoCloseable when the JVM has run its last class.
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .getOrComputeIfAbsent(House.class, type -> House.open(), House.class);
    }
}
