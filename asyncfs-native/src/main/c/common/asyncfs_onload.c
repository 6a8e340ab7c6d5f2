/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include "asyncfs_jni.h"

static jboolean register_table(JNIEnv *env, const struct asyncfs_natives *table) {
    jclass type = (*env)->FindClass(env, table->class_name);
    if (type == NULL) {
        return JNI_FALSE;
    }
    jint result = (*env)->RegisterNatives(env, type, table->methods, table->count);
    (*env)->DeleteLocalRef(env, type);
    return result == JNI_OK ? JNI_TRUE : JNI_FALSE;
}

/*
 * The virtual machine unmaps the library after a failed JNI_OnLoad but keeps what was registered: without this a later
 * call would jump into unmapped memory instead of throwing UnsatisfiedLinkError.
 */
static void unregister_tables(JNIEnv *env, int count) {
    jthrowable cause = (*env)->ExceptionOccurred(env);
    (*env)->ExceptionClear(env);
    for (int i = 0; i < count; i++) {
        jclass type = (*env)->FindClass(env, asyncfs_tables[i]->class_name);
        if (type == NULL) {
            (*env)->ExceptionClear(env);
            continue;
        }
        (*env)->UnregisterNatives(env, type);
        (*env)->DeleteLocalRef(env, type);
    }
    if (cause != NULL) {
        (*env)->Throw(env, cause);
    }
}

/*
 * A failure leaves the pending exception (NoClassDefFoundError, NoSuchMethodError) for System.load to throw: it names
 * the class or method that does not fit.
 */
JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved __attribute__((unused))) {
    void *env = NULL;
    /* The newest that Android knows: JavaVMExt::IsBadJniVersion in its runtime/jni/java_vm_ext.cc. */
    if ((*vm)->GetEnv(vm, &env, JNI_VERSION_1_6) != JNI_OK) {
        return JNI_ERR;
    }
    for (int i = 0; asyncfs_tables[i] != NULL; i++) {
        if (!register_table(env, asyncfs_tables[i])) {
            /* Table i itself may be half registered: RegisterNatives stops at the first method that does not fit. */
            unregister_tables(env, i + 1);
            return JNI_ERR;
        }
    }
    return JNI_VERSION_1_6;
}
