package dev.countersign.expressions;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Map;
import java.util.Optional;

/** The variables that an expression may name, with their types: a field that does not exist is found when it is written. */
final class Variables implements CelTypeProvider {

    static final String ACTION = "action";
    static final String CASE = "case";
    static final String SIGNALS = "signals";
    static final String CONFIDENCE = "confidence";

    private static final StructType TURN =
            struct("a message", ImmutableMap.of("role", SimpleType.STRING, "text", SimpleType.STRING));

    private static final StructType ACTION_TYPE = struct(
            "an action",
            ImmutableMap.of(
                    "type", SimpleType.STRING,
                    "target", SimpleType.STRING,
                    "payload", SimpleType.DYN,
                    "before", SimpleType.DYN));

    private static final StructType CASE_TYPE = struct(
            "a case",
            ImmutableMap.of(
                    "id",
                    SimpleType.STRING,
                    "subject",
                    SimpleType.STRING,
                    "attributes",
                    MapType.create(SimpleType.STRING, SimpleType.DYN),
                    "conversation",
                    ListType.create(TURN)));

    static final Map<String, CelType> TYPES = ImmutableMap.of(
            ACTION,
            ACTION_TYPE,
            CASE,
            CASE_TYPE,
            SIGNALS,
            ListType.create(SimpleType.STRING),
            CONFIDENCE,
            NullableType.create(SimpleType.DOUBLE));

    private static final ImmutableMap<String, CelType> STRUCTS =
            ImmutableMap.of(ACTION_TYPE.name(), ACTION_TYPE, CASE_TYPE.name(), CASE_TYPE, TURN.name(), TURN);

    private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
        return StructType.create(
                name, ImmutableSet.copyOf(fields.keySet()), field -> Optional.ofNullable(fields.get(field)));
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return STRUCTS.values();
    }

    @Override
    public Optional<CelType> findType(String typeName) {
        return Optional.ofNullable(STRUCTS.get(typeName));
    }
}
