// What Kotlin lets an app see of the compiled classes: their names, and those that their public members speak of. Class files alone
// do not say it, since there "internal" is public.

package com.contactcenter.sdk

import java.io.File
import kotlin.metadata.ClassName
import kotlin.metadata.KmClass
import kotlin.metadata.KmClassifier
import kotlin.metadata.KmConstructor
import kotlin.metadata.KmFunction
import kotlin.metadata.KmPackage
import kotlin.metadata.KmProperty
import kotlin.metadata.KmType
import kotlin.metadata.KmTypeAlias
import kotlin.metadata.KmTypeParameter
import kotlin.metadata.Visibility
import kotlin.metadata.jvm.KotlinClassMetadata
import kotlin.metadata.visibility

/** The names in a [folder] of classes. */
internal class PublicNames(folder: File) {
    private val metadata = folder.walk()
        .filter { it.extension == "class" }
        .map { it.relativeTo(folder).path.removeSuffix(".class").replace(File.separatorChar, '.') }
        .mapNotNull { Class.forName(it, false, javaClass.classLoader).getAnnotation(Metadata::class.java) }
        .map { KotlinClassMetadata.readStrict(it) }
        .toList()

    private val kinds = metadata.filterIsInstance<KotlinClassMetadata.Class>().map { it.kmClass }
    private val hidden = kinds.filterNot { it.visibility.isSeen }.map { it.name }.toSet()

    private val topLevel = metadata.mapNotNull {
        when (it) {
            is KotlinClassMetadata.FileFacade -> it.kmPackage
            is KotlinClassMetadata.MultiFileClassPart -> it.kmPackage
            else -> null
        }
    }

    /** Of classes that an app can name, those inside of others among them. */
    val classes: Set<String> = kinds.filterNot { it.name.isInsideOfHidden() }.map { it.name }.toSet()

    /** Of classes that it cannot. */
    val hiddenClasses: Set<String> = kinds.map { it.name }.toSet() - classes

    /** Of functions, properties and type aliases, and of every type in a signature. */
    val members: Set<String> = buildSet {
        topLevel.forEach { addPackage(it) }
        kinds.filter { it.name in classes }.forEach { addClass(it) }
    }

    private fun ClassName.isInsideOfHidden() = hidden.any { this == it || startsWith("$it.") }

    private fun MutableSet<String>.addClass(seen: KmClass) {
        seen.supertypes.forEach { addType(it) }
        seen.typeParameters.forEach { addBounds(it) }
        seen.constructors.filter { it.visibility.isSeen }.forEach { addConstructor(it) }
        seen.functions.filter { it.visibility.isSeen }.forEach { addFunction(it) }
        seen.properties.filter { it.visibility.isSeen }.forEach { addProperty(it) }
    }

    private fun MutableSet<String>.addPackage(seen: KmPackage) {
        seen.functions.filter { it.visibility.isSeen }.forEach { addFunction(it) }
        seen.properties.filter { it.visibility.isSeen }.forEach { addProperty(it) }
        seen.typeAliases.filter { it.visibility.isSeen }.forEach { addAlias(it) }
    }

    private fun MutableSet<String>.addConstructor(seen: KmConstructor) {
        seen.valueParameters.forEach { addType(it.type) }
    }

    private fun MutableSet<String>.addFunction(seen: KmFunction) {
        add(seen.name)
        addType(seen.returnType)
        seen.receiverParameterType?.let { addType(it) }
        seen.valueParameters.forEach { addType(it.type) }
        seen.typeParameters.forEach { addBounds(it) }
    }

    private fun MutableSet<String>.addProperty(seen: KmProperty) {
        add(seen.name)
        addType(seen.returnType)
        seen.receiverParameterType?.let { addType(it) }
    }

    private fun MutableSet<String>.addAlias(seen: KmTypeAlias) {
        add(seen.name)
        addType(seen.expandedType)
    }

    private fun MutableSet<String>.addBounds(parameter: KmTypeParameter) {
        parameter.upperBounds.forEach { addType(it) }
    }

    private fun MutableSet<String>.addType(type: KmType) {
        when (val classifier = type.classifier) {
            is KmClassifier.Class -> add(classifier.name)
            is KmClassifier.TypeAlias -> add(classifier.name)
            is KmClassifier.TypeParameter -> Unit
        }
        type.abbreviatedType?.let { addType(it) }
        type.arguments.mapNotNull { it.type }.forEach { addType(it) }
    }

    private val Visibility.isSeen get() = this == Visibility.PUBLIC || this == Visibility.PROTECTED
}
