package dev.countersign.expressions;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.ast.CelExpr;
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
    static final ImmutableSet<String> NAMES = ImmutableSet.of(ACTION, CASE, SIGNALS, CONFIDENCE);

    private static final StructType TURN =
            struct("a message", ImmutableMap.of("role", SimpleType.STRING, "text", SimpleType.STRING));

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

    /** Of any action: its payload may hold anything. */
    static final Variables OF_ANY_ACTION = new Variables(new PayloadTypes.Types(SimpleType.DYN, Map.of()));

    private final ImmutableMap<String, CelType> types;
    private final ImmutableMap<String, CelType> structs;

    private Variables(PayloadTypes.Types payload) {
        StructType action = struct(
                "an action",
                ImmutableMap.of(
                        "type", SimpleType.STRING,
                        "target", SimpleType.STRING,
                        "payload", payload.payload(),
                        "before", SimpleType.DYN));
        types = ImmutableMap.of(
                ACTION,
                action,
                CASE,
                CASE_TYPE,
                SIGNALS,
                ListType.create(SimpleType.STRING),
                CONFIDENCE,
                NullableType.create(SimpleType.DOUBLE));
        structs = ImmutableMap.<String, CelType>builder()
                .put(action.name(), action)
                .put(CASE_TYPE.name(), CASE_TYPE)
                .put(TURN.name(), TURN)
                .putAll(payload.structs())
                .buildOrThrow();
    }

    static Variables of(PayloadTypes.Types payload) {
        return new Variables(payload);
    }

    Map<String, CelType> byName() {
        return types;
    }

    /** The object that a path such as {@code action.payload.customer} leads to; empty where it is another, or not known. */
    Optional<StructType> struct(CelExpr path) {
        return type(path).map(CelType::name).map(structs::get).map(StructType.class::cast);
    }

    private Optional<CelType> type(CelExpr path) {
        return switch (path.getKind()) {
            case IDENT -> Optional.ofNullable(types.get(path.ident().name()));
            case SELECT ->
                struct(path.select().operand())
                        .flatMap(struct -> struct.findField(path.select().field()))
                        .map(StructType.Field::type);
            case CONSTANT, CALL, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> Optional.empty();
        };
    }

    private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
        return StructType.create(
                name, ImmutableSet.copyOf(fields.keySet()), field -> Optional.ofNullable(fields.get(field)));
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return structs.values();
    }

    @Override
    public Optional<CelType> findType(String typeName) {
        return Optional.ofNullable(structs.get(typeName));
    }
}
