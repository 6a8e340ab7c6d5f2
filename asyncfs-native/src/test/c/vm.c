/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include "vm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_NATIVES 256

enum kind { BYTES, LONGS, STRINGS };

/* Every object: an array, a class or a string (both bytes), a buffer or an exception. */
struct object {
    enum kind kind;
    jlong length; /* elements of an array, capacity of a buffer */
    void *data;
};

struct native vm_natives[MAX_NATIVES];
int vm_native_count;
int vm_local_references;

static struct object exception;
static jthrowable pending;
static int until_find_class, until_register, until_new_string;

static void die(const char *what) {
    fprintf(stderr, "fake virtual machine: %s\n", what);
    abort();
}

static void no_exception(const char *call) {
    if (pending != NULL) {
        fprintf(stderr, "%s with an exception pending\n", call);
        abort();
    }
}

static bool fails(int *until) {
    if (*until == 0 || --*until != 0) {
        return false;
    }
    pending = (jthrowable) &exception;
    return true;
}

void vm_fail(int find_class, int register_natives, int new_string) {
    until_find_class = find_class;
    until_register = register_natives;
    until_new_string = new_string;
}

bool vm_take_exception(void) {
    bool was = pending != NULL;
    pending = NULL;
    return was;
}

static struct object *new_object(jlong length, enum kind kind, const void *content) {
    struct object *object = malloc(sizeof(*object));
    size_t size = (size_t) length * (kind == BYTES ? sizeof(jbyte) : kind == LONGS ? sizeof(jlong) : sizeof(char *));
    object->length = length;
    object->kind = kind;
    object->data = calloc(1, size == 0 ? 1 : size); /* of this size and no more, for AddressSanitizer */
    if (content != NULL) {
        memcpy(object->data, content, size);
    }
    return object;
}

static struct object *array(const void *reference, enum kind kind, jint start, jint length) {
    struct object *object = (struct object *) reference;
    if (object == NULL || object->kind != kind) {
        die("not an array of that type");
    }
    if (start < 0 || length < 0 || start + (jlong) length > object->length) {
        die("beyond the end of an array");
    }
    return object;
}

static jclass JNICALL find_class(JNIEnv *env, const char *name) {
    (void) env;
    no_exception("FindClass");
    if (fails(&until_find_class)) {
        return NULL;
    }
    vm_local_references++;
    return (jclass) new_object((jlong) strlen(name) + 1, BYTES, name);
}

static jint JNICALL register_natives(JNIEnv *env, jclass type, const JNINativeMethod *methods, jint count) {
    (void) env;
    no_exception("RegisterNatives");
    const char *class_name = ((struct object *) type)->data;
    const char *slash = strrchr(class_name, '/');
    bool failing = fails(&until_register);
    /* As HotSpot does: those before the one that does not fit stay registered. */
    for (jint i = 0; i < (failing ? count / 2 : count); i++) {
        if (vm_native_count == MAX_NATIVES || slash == NULL || methods[i].fnPtr == NULL) {
            die("RegisterNatives: too many, no package, or no function");
        }
        struct native *native = &vm_natives[vm_native_count++];
        size_t size = strlen(slash) + strlen(methods[i].name) + strlen(methods[i].signature) + 1;
        native->key = malloc(size);
        snprintf(native->key, size, "%s.%s%s", slash + 1, methods[i].name, methods[i].signature);
        native->function = methods[i].fnPtr;
    }
    return failing ? JNI_ERR : JNI_OK;
}

static jint JNICALL unregister_natives(JNIEnv *env, jclass type) {
    (void) env;
    no_exception("UnregisterNatives");
    const char *name = strrchr(((struct object *) type)->data, '/') + 1;
    int kept = 0;
    for (int i = 0; i < vm_native_count; i++) {
        if (strncmp(vm_natives[i].key, name, strlen(name)) == 0 && vm_natives[i].key[strlen(name)] == '.') {
            free(vm_natives[i].key);
        } else {
            vm_natives[kept++] = vm_natives[i];
        }
    }
    vm_native_count = kept;
    return JNI_OK;
}

static void JNICALL delete_local_ref(JNIEnv *env, jobject reference) {
    (void) env;
    vm_local_references--;
    vm_free(reference);
}

static jthrowable JNICALL exception_occurred(JNIEnv *env) {
    (void) env;
    return pending;
}

static void JNICALL exception_clear(JNIEnv *env) {
    (void) env;
    pending = NULL;
}

static jboolean JNICALL exception_check(JNIEnv *env) {
    (void) env;
    return pending != NULL;
}

static jint JNICALL throw_it(JNIEnv *env, jthrowable throwable) {
    (void) env;
    pending = throwable;
    return JNI_OK;
}

static jsize JNICALL get_array_length(JNIEnv *env, jarray reference) {
    (void) env;
    no_exception("GetArrayLength");
    return (jsize) ((struct object *) reference)->length;
}

static void JNICALL get_byte_array_region(JNIEnv *env, jbyteArray from, jsize start, jsize length, jbyte *to) {
    (void) env;
    no_exception("GetByteArrayRegion");
    memcpy(to, (jbyte *) array(from, BYTES, start, length)->data + start, (size_t) length);
}

static void JNICALL set_long_array_region(JNIEnv *env, jlongArray to, jsize start, jsize length, const jlong *from) {
    (void) env;
    no_exception("SetLongArrayRegion");
    struct object *object = array(to, LONGS, start, length);
    memcpy((jlong *) object->data + start, from, sizeof(jlong) * (size_t) length);
}

static jstring JNICALL new_string_utf(JNIEnv *env, const char *utf) {
    (void) env;
    no_exception("NewStringUTF");
    if (fails(&until_new_string)) {
        return NULL;
    }
    vm_local_references++;
    return (jstring) new_object((jlong) strlen(utf) + 1, BYTES, utf);
}

/* Strings only, and copied, so that the element outlives its local reference. */
static void JNICALL set_object_array_element(JNIEnv *env, jobjectArray to, jsize index, jobject element) {
    (void) env;
    no_exception("SetObjectArrayElement");
    ((char **) array(to, STRINGS, index, 1)->data)[index] = strdup(((struct object *) element)->data);
}

static jobject JNICALL new_direct_byte_buffer(JNIEnv *env, void *address, jlong capacity) {
    (void) env;
    no_exception("NewDirectByteBuffer");
    struct object *buffer = new_object(0, BYTES, NULL);
    free(buffer->data);
    buffer->data = address;
    buffer->length = capacity;
    return (jobject) buffer;
}

static void *JNICALL get_direct_buffer_address(JNIEnv *env, jobject buffer) {
    (void) env;
    no_exception("GetDirectBufferAddress");
    return ((struct object *) buffer)->data;
}

static void missing(void) {
    die("a function of JNI that it does not have");
}

static struct JNINativeInterface_ functions;
static const struct JNINativeInterface_ *functions_pointer = &functions;
JNIEnv *const vm_env = &functions_pointer;

static jint JNICALL get_env(JavaVM *vm, void **env, jint version) {
    (void) vm;
    if (version != JNI_VERSION_1_2 && version != JNI_VERSION_1_4 && version != JNI_VERSION_1_6) { /* as Android's */
        return JNI_EVERSION;
    }
    void (**slots)(void) = (void (**)(void)) &functions;
    for (size_t i = 4; i < sizeof(functions) / sizeof(*slots); i++) { /* the first four are reserved */
        slots[i] = missing;
    }
    functions.FindClass = find_class;
    functions.RegisterNatives = register_natives;
    functions.UnregisterNatives = unregister_natives;
    functions.DeleteLocalRef = delete_local_ref;
    functions.ExceptionOccurred = exception_occurred;
    functions.ExceptionClear = exception_clear;
    functions.ExceptionCheck = exception_check;
    functions.Throw = throw_it;
    functions.GetArrayLength = get_array_length;
    functions.GetByteArrayRegion = get_byte_array_region;
    functions.SetLongArrayRegion = set_long_array_region;
    functions.NewStringUTF = new_string_utf;
    functions.SetObjectArrayElement = set_object_array_element;
    functions.NewDirectByteBuffer = new_direct_byte_buffer;
    functions.GetDirectBufferAddress = get_direct_buffer_address;
    *env = (void *) vm_env;
    return JNI_OK;
}

static const struct JNIInvokeInterface_ invocation = {.GetEnv = get_env};
static const struct JNIInvokeInterface_ *invocation_pointer = &invocation;
JavaVM *const vm_java = &invocation_pointer;

jbyteArray vm_bytes(const void *bytes, jint length) {
    return (jbyteArray) new_object(length, BYTES, bytes);
}

jobjectArray vm_objects(jint length) {
    return (jobjectArray) new_object(length, STRINGS, NULL);
}

jlongArray vm_longs(jint length) {
    return (jlongArray) new_object(length, LONGS, NULL);
}

const char *vm_string_at(jobjectArray objects, jint index) {
    return ((char **) array(objects, STRINGS, index, 1)->data)[index];
}

jlong vm_long_at(jlongArray longs, jint index) {
    return ((jlong *) array(longs, LONGS, index, 1)->data)[index];
}

void vm_free(void *reference) {
    struct object *object = reference;
    for (jlong i = 0; object->kind == STRINGS && i < object->length; i++) {
        free(((char **) object->data)[i]);
    }
    free(object->data);
    free(object);
}

void *vm_buffer_address(jobject buffer) {
    return ((struct object *) buffer)->data;
}

jlong vm_buffer_capacity(jobject buffer) {
    return ((struct object *) buffer)->length;
}
