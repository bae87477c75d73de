import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns switches over types into chains of {@code instanceof}, and the {@code equals} and {@code
 * hashCode} of records into code that compares their components: what they do stays the same, but
 * no class has to be made for it when the program runs. A hundred of them were a third of a check's
 * time.
 */
final class PlainCode implements ClassTransform {

  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";

  /** A switch: the types of its cases, and what is called. */
  private record Switch(List<ClassDesc> cases, MethodTypeDesc type) {}

  private final ClassDesc owner;
  private final boolean inInterface;
  private final List<RecordComponentInfo> components;
  private final Map<Switch, String> switches = new LinkedHashMap<>();

  PlainCode(ClassModel model) {
    this.owner = model.thisClass().asSymbol();
    this.inInterface = model.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
    this.components =
        model
            .findAttribute(java.lang.classfile.Attributes.record())
            .map(record -> record.components())
            .orElse(List.of());
  }

  static boolean isIn(ClassModel model) {
    return model.methods().stream()
        .anyMatch(method ->
            isOfRecord(method)
                || method.code().stream()
                    .flatMap(code -> code.elementStream())
                    .anyMatch(PlainCode::isSwitch));
  }

  @Override
  public void accept(ClassBuilder builder, ClassElement element) {
    if (element instanceof MethodModel method && isOfRecord(method)) {
      builder.withMethodBody(
          method.methodName(),
          method.methodType(),
          method.flags().flagsMask(),
          method.methodName().equalsString("equals") ? this::equality : this::hash);
    } else if (element instanceof MethodModel method && method.code().isPresent()) {
      builder.transformMethod(
          method, java.lang.classfile.MethodTransform.transformingCode(this::call));
    } else {
      builder.with(element);
    }
  }

  @Override
  public void atEnd(ClassBuilder builder) {
    switches.forEach((its, name) ->
        builder.withMethodBody(
            name,
            its.type(),
            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
            code -> choose(its.cases(), code)));
  }

  private static boolean isSwitch(CodeElement element) {
    return element instanceof InvokeDynamicInstruction call
        && call.invokedynamic()
            .bootstrap()
            .bootstrapMethod()
            .reference()
            .owner()
            .asInternalName()
            .equals(SWITCHES)
        && call.name().equalsString("typeSwitch")
        && call.invokedynamic().bootstrap().arguments().stream()
            .allMatch(ClassEntry.class::isInstance);
  }

  /** Whether the compiler wrote it, and not a person. */
  private static boolean isOfRecord(MethodModel method) {
    boolean named =
        method.methodName().equalsString("equals") || method.methodName().equalsString("hashCode");
    return named
        && method.code().stream()
            .flatMap(code -> code.elementStream())
            .anyMatch(element ->
                element instanceof InvokeDynamicInstruction call
                    && call.invokedynamic()
                        .bootstrap()
                        .bootstrapMethod()
                        .reference()
                        .owner()
                        .asInternalName()
                        .equals("java/lang/runtime/ObjectMethods"));
  }

  private void call(CodeBuilder code, CodeElement element) {
    if (isSwitch(element) && element instanceof InvokeDynamicInstruction call) {
      Switch its = new Switch(cases(call), call.typeSymbol());
      String name = switches.computeIfAbsent(its, key -> "typeSwitch$" + switches.size());
      code.invokestatic(owner, name, its.type(), inInterface);
    } else {
      code.with(element);
    }
  }

  private static List<ClassDesc> cases(InvokeDynamicInstruction call) {
    return call.invokedynamic().bootstrap().arguments().stream()
        .map((LoadableConstantEntry entry) -> ((ClassEntry) entry).asSymbol())
        .toList();
  }

  /** As SwitchBootstraps does: -1 for null, else the first case from a given one on that fits. */
  private static void choose(List<ClassDesc> cases, CodeBuilder code) {
    Label given = code.newLabel();
    code.aload(0).ifnonnull(given).iconst_m1().ireturn().labelBinding(given);
    for (int at = 0; at < cases.size(); at++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(at).if_icmpgt(next);
      code.aload(0).instanceOf(cases.get(at)).ifeq(next);
      code.loadConstant(at).ireturn().labelBinding(next);
    }
    code.loadConstant(cases.size()).ireturn();
  }

  private void equality(CodeBuilder code) {
    Label different = code.newLabel();
    code.aload(1).instanceOf(owner).ifeq(different);
    code.aload(1).checkcast(owner).astore(2);
    for (RecordComponentInfo component : components) {
      ClassDesc type = component.descriptorSymbol();
      String name = component.name().stringValue();
      code.aload(0).getfield(owner, name, type).aload(2).getfield(owner, name, type);
      if (type.isPrimitive()) {
        ClassDesc box = box(type);
        code.invokestatic(box, "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type));
        code.ifne(different);
      } else {
        code.invokestatic(
            OBJECTS,
            "equals",
            MethodTypeDesc.of(
                ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object));
        code.ifeq(different);
      }
    }
    code.iconst_1().ireturn().labelBinding(different).iconst_0().ireturn();
  }

  private void hash(CodeBuilder code) {
    code.iconst_0();
    for (RecordComponentInfo component : components) {
      ClassDesc type = component.descriptorSymbol();
      code.loadConstant(31)
          .with(java.lang.classfile.instruction.OperatorInstruction.of(Opcode.IMUL));
      code.aload(0).getfield(owner, component.name().stringValue(), type);
      ClassDesc hashed = type.isPrimitive() ? type : ConstantDescs.CD_Object;
      code.invokestatic(
          type.isPrimitive() ? box(type) : OBJECTS,
          "hashCode",
          MethodTypeDesc.of(ConstantDescs.CD_int, hashed));
      code.iadd();
    }
    code.ireturn();
  }

  private static ClassDesc box(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case SHORT -> ConstantDescs.CD_Short;
      case CHAR -> ConstantDescs.CD_Character;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      case REFERENCE, VOID -> throw new IllegalArgumentException(primitive + " is no primitive");
    };
  }
}
